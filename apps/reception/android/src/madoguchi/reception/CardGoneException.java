package madoguchi.reception;

import java.io.IOException;

/** The card left the field. Whether it carried out the command under way nobody knows. */
final class CardGoneException extends IOException {
    CardGoneException(Throwable cause) {
        super("the card left the field", cause);
    }
}
