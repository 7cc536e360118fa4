package android.os;

/** As much of Android's class as the bridge names. */
public final class Bundle {}
