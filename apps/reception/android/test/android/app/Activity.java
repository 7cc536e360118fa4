package android.app;

/** As much of Android's class as the bridge names. */
public class Activity extends android.content.Context {}
