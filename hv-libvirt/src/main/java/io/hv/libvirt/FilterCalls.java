package io.hv.libvirt;

import com.sun.jna.ptr.PointerByReference;
import org.libvirt.jna.ConnectionPointer;

/** libvirt's functions of network filters that libvirt-java lacks. */
interface FilterCalls {

    /** All filters, in an array of libvirt's that the caller frees, as each that is in it. */
    int virConnectListAllNWFilters(ConnectionPointer connection, PointerByReference filters, int flags);
}
