import { Dialog } from '../../dialog/Dialog.tsx';
import { ACTION_GROUPS } from '../actions/action.ts';
import { type KeyName, keyCaps } from '../actions/keys.ts';
import { IS_MAC } from '../actions/platform.ts';
import { ACTIONS } from '../actions/table.ts';
import './keys.css';

/** Every key of the desk, by what it does. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" wide onClose={onClose}>
      <p className="keys-lead">
        LabelImg’s keys, and a few more. Where a browser keeps a key for itself, the second one does
        the same.
      </p>
      <div className="keys-columns">
        {ACTION_GROUPS.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl className="keys-list">
              {ACTIONS.filter((action) => action.group === group).map((action) => {
                const { reserved } = action;
                const own = action.keys.filter(
                  (key) => !reserved?.keys.includes(key) && !reserved?.instead.includes(key),
                );
                return (
                  <div key={action.name}>
                    <dt>{action.label}</dt>
                    <dd>
                      <Keys keys={[...(reserved?.keys ?? []), ...own]} />
                      {reserved && (
                        <span className="keys-instead">
                          or, where the browser keeps {reserved.keys.length > 1 ? 'these' : 'it'},{' '}
                          <Keys keys={reserved.instead} />
                        </span>
                      )}
                    </dd>
                  </div>
                );
              })}
            </dl>
          </section>
        ))}
        <section>
          <h3>Pointer and clipboard</h3>
          <dl className="keys-list">
            <div>
              <dt>Zoom to the pointer</dt>
              <dd>Ctrl + wheel, or two fingers</dd>
            </div>
            <div>
              <dt>Push the picture</dt>
              <dd>Wheel, middle button, or drag beside the boxes</dd>
            </div>
            <div>
              <dt>Brightness</dt>
              <dd>Ctrl + Shift + wheel</dd>
            </div>
            <div>
              <dt>Select several boxes</dt>
              <dd>Ctrl or Shift + click</dd>
            </div>
            <div>
              <dt>Drag a copy</dt>
              <dd>Alt + drag; with the right button you are asked</dd>
            </div>
            <div>
              <dt>Paste a picture</dt>
              <dd>Ctrl + Shift + V</dd>
            </div>
            <div>
              <dt>Change class</dt>
              <dd>Double click</dd>
            </div>
          </dl>
        </section>
      </div>
    </Dialog>
  );
}

function Keys({ keys }: { readonly keys: readonly KeyName[] }) {
  return keys.map((key, index) => (
    <span key={key} className="keys-key">
      {index > 0 && <span className="visually-hidden">, </span>}
      {keyCaps(key, IS_MAC).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  ));
}
