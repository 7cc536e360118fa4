package android.nfc;

/** What lies on the fake phone: `card`, or something that is no ISO-DEP tag. */
public final class Tag {
    public final String kind;

    public Tag(String kind) {
        this.kind = kind;
    }
}
