/** Puts the window's content into the page. */
import { mount } from 'svelte';
import App from './App.svelte';
import { locale } from './lib/i18n/locale.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has an element #app');
locale.start();
mount(App, { target });
