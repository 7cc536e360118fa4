package madoguchi.reception;

import java.io.IOException;

/** One card in the field. Its commands may hold a PIN: they are not kept and not logged. */
interface Card {
    /** What the card told about itself when it was found; empty when nothing. */
    byte[] historical();

    /**
     * Sends the command once; nothing is ever sent again.
     *
     * @return the card's answer with its status word
     * @throws CardGoneException when the card left the field
     * @throws IOException when the link broke in another way
     */
    byte[] transceive(byte[] command) throws IOException;

    void close();
}
