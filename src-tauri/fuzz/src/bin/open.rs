#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| kotae_fuzz::run(kotae_fuzz::targets::open, data));
