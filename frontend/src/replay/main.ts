// The replay island: <div data-island="replay" data-recording="ID" data-states="[[SECONDS, ENTRY], …]">, on the page of a recording.
import '../diagram/map.css';
import '../diagram/follow.css';
import './replay.css';
import { Replay } from './island';

for (const root of document.querySelectorAll<HTMLElement>('[data-island="replay"]')) void new Replay(root).start();
