package android.nfc.tech;

import android.nfc.Tag;
import java.io.IOException;
import madoguchi.reception.FakePhone;

/** As much of Android's class as the bridge uses. It remembers the last command's array, which must be wiped by the next. */
public final class IsoDep {
    private static byte[] last = {};

    private final Tag tag;
    private boolean connected;

    private IsoDep(Tag tag) {
        this.tag = tag;
    }

    public static IsoDep get(Tag tag) {
        return tag.kind.equals("card") ? new IsoDep(tag) : null;
    }

    public void connect() throws IOException {
        FakePhone.PHONE.expectInField(tag);
        connected = true;
    }

    public void setTimeout(int milliseconds) {
        if (!connected) throw new IllegalStateException("Call connect() first!");
    }

    public byte[] getHiLayerResponse() {
        return new byte[] {0x11, 0x22};
    }

    public byte[] getHistoricalBytes() {
        return null;
    }

    public byte[] transceive(byte[] command) throws IOException {
        if (!connected) throw new IllegalStateException("Call connect() first!");
        FakePhone.PHONE.expectInField(tag);
        for (byte left : last) if (left != 0) throw new IllegalStateException("a command was not wiped");
        last = command;
        return FakePhone.PHONE.ask(command);
    }

    public void close() throws IOException {
        connected = false;
    }
}
