package io.hv.kvm.irq;

import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.Doorbell;
import io.hv.kvm.ioctl.KvmVm;
import io.hv.kvm.loop.FdWatch;
import io.hv.kvm.loop.VmLoop;
import io.hv.nativeaccess.Epoll;
import io.hv.nativeaccess.EventFd;

/** Doorbells by ioeventfd, answered on the machine's event loop. Safe for any thread. */
public final class Doorbells implements Doorbell.Source {

    private final KvmVm vm;
    private final VmLoop loop;

    /** Doorbells of a machine; they are closed before it and before its loop. */
    public Doorbells(KvmVm vm, VmLoop loop) {
        this.vm = vm;
        this.loop = loop;
    }

    @Override
    public Doorbell port(Device device, int port, int size, Runnable onRing) {
        return open(device, true, port, size, onRing);
    }

    @Override
    public Doorbell mmio(Device device, long address, int size, Runnable onRing) {
        return open(device, false, address, size, onRing);
    }

    private Doorbell open(Device device, boolean port, long address, int size, Runnable onRing) {
        EventFd event = new EventFd();
        try {
            vm.ioeventfd(event, port, address, size, true);
        } catch (RuntimeException e) {
            event.close();
            throw e;
        }
        try {
            FdWatch watch = loop.watch(event.fd(), Epoll.IN, device, () -> {
                event.drain();
                onRing.run();
            });
            return new Hooked(vm, event, port, address, size, watch);
        } catch (RuntimeException e) {
            vm.ioeventfd(event, port, address, size, false);
            event.close();
            throw e;
        }
    }

    private static final class Hooked implements Doorbell {

        private final KvmVm vm;
        private final EventFd event;
        private final boolean port;
        private final long address;
        private final int size;
        private final FdWatch watch;
        private boolean closed;

        Hooked(KvmVm vm, EventFd event, boolean port, long address, int size, FdWatch watch) {
            this.vm = vm;
            this.event = event;
            this.port = port;
            this.address = address;
            this.size = size;
            this.watch = watch;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                try {
                    vm.ioeventfd(event, port, address, size, false);
                } finally {
                    watch.close();
                    event.close();
                }
            }
        }
    }
}
