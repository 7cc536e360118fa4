package android.nfc;

import java.io.IOException;

/** As Android's. */
public class TagLostException extends IOException {
    public TagLostException(String message) {
        super(message);
    }
}
