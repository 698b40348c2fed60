// The small islands of every page. Each does one thing, finds its place by itself, and is silent where it has none.
import { cheatSheetKey } from './cheatSheetKey';
import { commandButtons } from './commands';
import { copyButtons } from './copy';
import { dialogButtons } from './dialogs';
import { leaseClock } from './lease';
import { live } from './live';
import { recordingMark } from './recordingMark';
import { scrollers } from './scrollers';
import { stepClocks } from './steps';
import { swapForms } from './swap';
import { tabs } from './tabs';
import { themeToggle } from './themeToggle';

themeToggle();
copyButtons();
commandButtons();
cheatSheetKey();
dialogButtons();
tabs();
swapForms();
scrollers();
leaseClock();
stepClocks();
recordingMark();
live();
