/** Queries to try; a window test holds that each finds something. */
import type { Lang } from '../api/bindings';

export const EXAMPLES: Record<Lang, readonly string[]> = {
  ja: ['特権ID', 'バックアップ 遠隔地', '委託先の監査を行っていますか。', 'パスワード', '実39', '設備 停電'],
  en: ['encryption', 'backup', 'How do you manage privileged access?', 'penetration test', '実39'],
};
