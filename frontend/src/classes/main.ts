import { fullScreen } from './fullScreen';
import { joined } from './joined';

fullScreen();
joined();
