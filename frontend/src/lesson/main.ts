// The islands of a lesson's page. The page can be read without them; each finds its place by itself.
import { explain } from './explain';
import { reading } from './reading';
import { services } from './services';
import { sheets } from './sheet';

for (const exhibit of document.querySelectorAll<HTMLElement>('[data-explains]')) explain(exhibit);
for (const lesson of document.querySelectorAll<HTMLElement>('[data-lesson]')) reading(lesson);
services();
sheets(document);
