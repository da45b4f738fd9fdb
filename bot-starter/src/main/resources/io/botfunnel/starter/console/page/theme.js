// Light or dark, as remembered; loaded before the page is drawn, so that it does not flash.
(() => {
  const remembered = () => {
    try {
      return localStorage.getItem('theme');
    } catch {
      return null; // storage is switched off: the system's choice counts
    }
  };
  const theme = remembered();
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
})();
