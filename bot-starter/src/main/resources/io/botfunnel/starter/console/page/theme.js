// Applies the stored theme before the page is drawn, so that it does not flash.
(() => {
  const remembered = () => {
    try {
      return localStorage.getItem('theme');
    } catch {
      return null; // storage is disabled: the theme of the system applies
    }
  };
  const theme = remembered();
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
})();
