package madoguchi.reception;

import android.nfc.NfcAdapter;
import android.nfc.Tag;
import java.io.IOException;
import java.util.concurrent.SynchronousQueue;

/**
 * The phone behind the fakes of Android's classes: what lies on it, and whether its field is on. The card itself is played by
 * whoever reads our output: `command <hex>` asks it, and `answer <hex>`, `gone` or `broken` comes back.
 */
public final class FakePhone {
    public static final FakePhone PHONE = new FakePhone();

    private final SynchronousQueue<String> answers = new SynchronousQueue<String>();
    private boolean hasNfc = true;
    private boolean nfcOn = true;
    private Tag tag;
    private NfcAdapter.ReaderCallback reader;

    public synchronized boolean hasNfc() {
        return hasNfc;
    }

    public synchronized boolean isNfcOn() {
        return nfcOn;
    }

    synchronized void setNfc(String state) {
        hasNfc = !state.equals("unsupported");
        nfcOn = state.equals("on");
    }

    /** `null` takes away what lies there. */
    synchronized void lay(Tag laid) {
        tag = laid;
        discover();
    }

    public synchronized void switchField(NfcAdapter.ReaderCallback callback) {
        reader = callback;
        say(callback == null ? "field off" : "field on");
        discover();
    }

    /** As Android refuses a tag: of a card that left, or from before the card was discovered anew. */
    public synchronized void expectInField(Tag asked) throws IOException {
        if (reader == null || tag == null) throw new android.nfc.TagLostException("Tag was lost.");
        if (tag != asked) throw new SecurityException("Tag is out of date");
    }

    public byte[] ask(byte[] command) throws IOException {
        say("command " + Hex.encode(command));
        try {
            String[] words = answers.take().split(" ");
            if (words[0].equals("gone")) throw new android.nfc.TagLostException("Tag was lost.");
            if (words[0].equals("broken")) throw new IOException("Transceive failed");
            return Hex.decode(words[1]);
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    void answer(String line) throws InterruptedException {
        answers.put(line);
    }

    static synchronized void say(String line) {
        System.out.println(line);
    }

    /** Android tells it on a thread of its own. */
    private void discover() {
        if (reader == null || tag == null) return;
        final NfcAdapter.ReaderCallback told = reader;
        final Tag found = new Tag(tag.kind);
        tag = found;
        Thread binder =
                new Thread() {
                    @Override
                    public void run() {
                        told.onTagDiscovered(found);
                    }
                };
        binder.setDaemon(true);
        binder.start();
    }
}
