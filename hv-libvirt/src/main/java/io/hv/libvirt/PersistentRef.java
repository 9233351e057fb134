package io.hv.libvirt;

import java.util.UUID;

/** libvirt's own handle of something that it keeps a definition of, and that can be active. Used by one thread. */
abstract class PersistentRef extends NativeRef {

    PersistentRef(LibvirtCalls calls, Connection.Lease lease) {
        super(calls, lease);
    }

    /** Its name; the handle itself holds it, nobody is asked. */
    abstract String name();

    /** Its UUID; the handle itself holds it, nobody is asked. */
    abstract UUID uuid();

    abstract boolean isActive() throws LibvirtFailure;

    abstract boolean isPersistent() throws LibvirtFailure;

    abstract boolean isAutostart() throws LibvirtFailure;

    abstract void autostart(boolean on) throws LibvirtFailure;

    abstract String xml(int flags) throws LibvirtFailure;

    abstract void start() throws LibvirtFailure;

    abstract void stop() throws LibvirtFailure;

    abstract void undefine() throws LibvirtFailure;
}
