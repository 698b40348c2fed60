import { flashcards } from './study';

flashcards();
