// Loaded in <head> before anything is painted: the colors, and whether key hints show.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // storage may be refused; then the device decides
    }
  };
  const paint = () => {
    const chosen = kept("theme");
    root.dataset.bsTheme = chosen === "light" || chosen === "dark" ? chosen : dark.matches ? "dark" : "light";
    root.dataset.keys = kept("keys") === "off" ? "off" : "on";
  };
  paint();
  dark.addEventListener("change", paint);
  addEventListener("storage", paint);
  addEventListener("repaint", paint);
})();
