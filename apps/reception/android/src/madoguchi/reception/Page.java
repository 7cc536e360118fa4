package madoguchi.reception;

/** The page's end of a bridge. */
interface Page {
    void send(String message);
}
