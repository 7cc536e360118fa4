package android.app;

import madoguchi.reception.FakeAir;

/** As much of Android's class as the bridges use. */
public class Activity extends android.content.Context {
    public void requestPermissions(String[] permissions, int request) {
        FakeAir.AIR.askPerson(permissions);
    }

    public int checkSelfPermission(String permission) {
        return FakeAir.AIR.permission(permission);
    }

    public void runOnUiThread(Runnable action) {
        action.run();
    }
}
