package madoguchi.reception;

import android.app.Activity;
import android.nfc.NfcAdapter;
import android.nfc.Tag;
import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * The phone's NFC in reader mode. It stays in that mode as long as the app is on screen, so that no other app is called up
 * by a card that lies there; what nobody waits for is let go at once.
 */
final class NfcField implements Field, NfcAdapter.ReaderCallback {
    /** A My Number card is of type B, a phone that plays one may be of type A. */
    private static final int MODE =
            NfcAdapter.FLAG_READER_NFC_A
                    | NfcAdapter.FLAG_READER_NFC_B
                    | NfcAdapter.FLAG_READER_SKIP_NDEF_CHECK;

    private final Activity activity;
    private final Executor bridge;
    private final NfcAdapter adapter;
    private boolean onScreen;
    private Listener listener;

    NfcField(Activity activity, Executor bridge) {
        this.activity = activity;
        this.bridge = bridge;
        this.adapter = NfcAdapter.getDefaultAdapter(activity);
    }

    synchronized void resume() {
        onScreen = true;
        power();
    }

    synchronized void pause() {
        onScreen = false;
        if (adapter != null) adapter.disableReaderMode(activity);
    }

    @Override
    public State state() {
        if (adapter == null) return State.UNSUPPORTED;
        return adapter.isEnabled() ? State.ON : State.OFF;
    }

    @Override
    public synchronized void begin(Listener listener) {
        this.listener = listener;
        cyclePower();
    }

    @Override
    public synchronized void end() {
        listener = null;
        cyclePower();
    }

    @Override
    public void onTagDiscovered(final Tag tag) {
        bridge.execute(
                new Runnable() {
                    @Override
                    public void run() {
                        tell(tag);
                    }
                });
    }

    /** What is no such card, or has left again, is passed over: the field goes on looking. */
    private void tell(Tag tag) {
        Listener told = listener();
        if (told == null) return;
        try {
            IsoDepCard card = IsoDepCard.connect(tag);
            if (card != null) told.found(card);
        } catch (IOException leftAlready) {
            // It will be discovered again.
        }
    }

    private synchronized Listener listener() {
        return listener;
    }

    private void cyclePower() {
        if (adapter == null || !onScreen) return;
        adapter.disableReaderMode(activity);
        power();
    }

    private void power() {
        if (adapter != null) adapter.enableReaderMode(activity, this, MODE, null);
    }
}
