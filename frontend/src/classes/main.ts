import { fullScreen } from './fullScreen';
import { joined } from './joined';
import { lookAgain } from './lookAgain';

fullScreen();
joined();
lookAgain();
