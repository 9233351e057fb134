package io.hv.sketch;

import io.hv.HostPath;

/** An Ethernet segment. Its faults may be changed while it is in use. Safe for any thread. */
public interface Network {

    /** Lets every link, in both directions, be as bad as that from now on. */
    void impair(Impairment impairment);

    /** The link to a domain's first card here. */
    Link link(Domain domain);

    /** Cuts these domains off: they hear each other, and not the rest, until the partition is closed. */
    Partition isolate(Domain... domains);

    /** Writes all frames to a pcapng file, until the capture is closed. */
    Capture capture(HostPath file);

    /** Domains that are cut off. */
    interface Partition extends AutoCloseable {

        /** Heals it. */
        @Override
        void close();
    }

    /** A file that frames are written to. */
    interface Capture extends AutoCloseable {

        /** Ends it; the file is complete. */
        @Override
        void close();
    }
}
