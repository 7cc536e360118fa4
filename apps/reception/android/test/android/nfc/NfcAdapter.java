package android.nfc;

import android.app.Activity;
import android.content.Context;
import android.os.Bundle;
import madoguchi.reception.FakePhone;

/** As much of Android's class as the bridge uses, over the fake phone. */
public final class NfcAdapter {
    public static final int FLAG_READER_NFC_A = 0x1;
    public static final int FLAG_READER_NFC_B = 0x2;
    public static final int FLAG_READER_SKIP_NDEF_CHECK = 0x80;

    public interface ReaderCallback {
        void onTagDiscovered(Tag tag);
    }

    public static NfcAdapter getDefaultAdapter(Context context) {
        return FakePhone.PHONE.hasNfc() ? new NfcAdapter() : null;
    }

    public boolean isEnabled() {
        return FakePhone.PHONE.isNfcOn();
    }

    public void enableReaderMode(Activity activity, ReaderCallback callback, int flags, Bundle extras) {
        if ((flags & FLAG_READER_NFC_B) == 0) throw new IllegalArgumentException("no type B");
        FakePhone.PHONE.switchField(callback);
    }

    public void disableReaderMode(Activity activity) {
        FakePhone.PHONE.switchField(null);
    }
}
