package madoguchi.reception;

import java.util.UUID;

/**
 * The phone's Bluetooth LE, as the bridge needs it. Listeners are told on the bridge's thread, and never while they ask.
 * Faults bear the codes of bluetooth/shell-protocol.ts.
 */
interface Radio {
    interface ScanListener {
        /** Once for each device. */
        void found(String device, String name);

        /** Nothing is looked for, or no longer. */
        void failed(String code);
    }

    interface LinkListener {
        /** Connected, and listening to the device. */
        void ready();

        /** The device has the packet. */
        void written();

        void packet(byte[] packet);

        /** The device cannot be connected to, or is out of reach. */
        void ended(String code);
    }

    interface Link {
        /** One packet at a time, sent once. */
        void write(byte[] packet);

        void close();
    }

    /** Which of a device's characteristics are used. */
    final class Characteristics {
        final UUID service;
        /** Written to. */
        final UUID commands;
        /** Listened to. */
        final UUID answers;

        /** @throws IllegalArgumentException when one is no UUID */
        Characteristics(String service, String commands, String answers) {
            this.service = UUID.fromString(service);
            this.commands = UUID.fromString(commands);
            this.answers = UUID.fromString(answers);
        }
    }

    /** Looks for devices of such a name until stopped. Asks the person for permission where that is needed. */
    void scan(String namePrefix, ScanListener listener);

    void stopScan();

    /** Never asks the person. Goes on trying until closed, or until the phone gives up. */
    Link connect(String device, Characteristics characteristics, LinkListener listener);
}
