package madoguchi.reception;

import android.nfc.Tag;
import android.nfc.TagLostException;
import android.nfc.tech.IsoDep;
import java.io.IOException;

/**
 * A card that speaks ISO 14443-4, over Android's NFC. Android gives a card a new tag whenever it is discovered anew, and from
 * then on answers every use of the old one with a SecurityException.
 */
final class IsoDepCard implements Card {
    /** A signature takes a card well under a second; a card that is moved takes Android as long as this to give up. */
    private static final int TIMEOUT_MS = 5000;

    private final IsoDep link;

    private IsoDepCard(IsoDep link) {
        this.link = link;
    }

    /**
     * @return null when the tag is no such card
     * @throws IOException when it left before it was connected
     */
    static IsoDepCard connect(Tag tag) throws IOException {
        IsoDep link = IsoDep.get(tag);
        if (link == null) return null;
        try {
            link.connect();
            link.setTimeout(TIMEOUT_MS);
        } catch (SecurityException outOfDate) {
            throw new CardGoneException(outOfDate);
        }
        return new IsoDepCard(link);
    }

    @Override
    public byte[] historical() {
        // Type B, which a My Number card is, answers with the first; type A with the second.
        byte[] typeB = link.getHiLayerResponse();
        byte[] told = typeB != null ? typeB : link.getHistoricalBytes();
        return told != null ? told : new byte[0];
    }

    @Override
    public byte[] transceive(byte[] command) throws IOException {
        try {
            return link.transceive(command);
        } catch (TagLostException lost) {
            throw new CardGoneException(lost);
        } catch (SecurityException outOfDate) {
            throw new CardGoneException(outOfDate);
        }
    }

    @Override
    public void close() {
        try {
            link.close();
        } catch (IOException gone) {
            // A card that is gone is closed.
        } catch (SecurityException outOfDate) {
            // So is one of before.
        }
    }
}
