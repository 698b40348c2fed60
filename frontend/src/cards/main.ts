import { flashcards } from './study';
import { tellZone } from './zone';

tellZone();
flashcards();
