package madoguchi.reception;

/** The phone's NFC, as the bridge needs it. */
interface Field {
    enum State {
        ON,
        OFF,
        UNSUPPORTED
    }

    interface Listener {
        /** Told on the bridge's thread, with the card connected. */
        void found(Card card);
    }

    State state();

    /** Powers the field anew, so that a card that lies there already is found too. */
    void begin(Listener listener);

    /** Cuts the power: a card in the field forgets a verified PIN, which nothing else makes it do. */
    void end();
}
