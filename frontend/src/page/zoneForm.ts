import { browserZone } from './zone';

/** A form with times on it, before the server knew this browser's zone: while no time is typed, it takes the browser's. */
export function zoneForms(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-zone-form]')) {
    const zone = browserZone();
    const field = form.querySelector<HTMLInputElement>('input[name=zone]');
    const label = form.querySelector<HTMLElement>('[data-zone-name]');
    const times = [...form.querySelectorAll<HTMLInputElement>('input[type=datetime-local]')];
    if (!field || !label || field.value === zone || times.some((time) => time.value !== '')) continue;
    label.textContent = (label.textContent ?? '').replace(field.value, zone);
    field.value = zone;
  }
}
