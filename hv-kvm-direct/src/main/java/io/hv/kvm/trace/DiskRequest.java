package io.hv.kvm.trace;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A guest's request to a disk, from when it was read to when it was answered. */
@Name("io.hv.DiskRequest")
@Label("Disk Request")
@Category("hv")
@Threshold("10 ms")
@StackTrace(false)
public final class DiskRequest extends Event {

    private static final DiskRequest PROBE = new DiskRequest();

    @Label("Device")
    String device = "";

    @Label("Queue")
    int queue;

    @Label("Kind")
    String kind = "";

    @Label("Sector")
    long sector;

    @Label("Bytes")
    @DataAmount
    long bytes;

    private DiskRequest() {}

    static boolean isRecorded() {
        return PROBE.isEnabled();
    }

    /** It begins now. */
    public static DiskRequest now() {
        DiskRequest event = new DiskRequest();
        event.begin();
        return event;
    }

    /** It is over. */
    public void over(String atDevice, int inQueue, String ofKind, long atSector, long moved) {
        end();
        if (shouldCommit()) {
            device = atDevice;
            queue = inQueue;
            kind = ofKind;
            sector = atSector;
            bytes = moved;
            commit();
        }
    }
}
