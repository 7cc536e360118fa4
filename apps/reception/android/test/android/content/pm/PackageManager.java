package android.content.pm;

/** As much of Android's class as the bridges name. */
public final class PackageManager {
    public static final int PERMISSION_GRANTED = 0;
    public static final int PERMISSION_DENIED = -1;

    private PackageManager() {}
}
