package io.hv.libvirt;

import org.libvirt.jna.ConnectionPointer;

/**
 * One kind of event that libvirt is to tell of. It holds its callback, of which libvirt keeps only the address, so whoever
 * begins it keeps it to its end.
 *
 * @param function libvirt's, for messages
 * @param isOptional whether the host is of use without it: a driver, a daemon that is too old, or one of another part that
 *     does not run may not have it
 */
record Registration(String function, boolean isOptional, Beginning beginning, Ending ending) {

    /** One without which a host is of no use. */
    Registration(String function, Beginning beginning, Ending ending) {
        this(function, false, beginning, ending);
    }

    /** Begins to tell, on the event loop's thread. */
    interface Beginning {
        /** Returns its number, or -1. */
        int begin(ConnectionPointer connection);
    }

    /** Ends it. */
    interface Ending {
        void end(ConnectionPointer connection, int number);
    }
}
