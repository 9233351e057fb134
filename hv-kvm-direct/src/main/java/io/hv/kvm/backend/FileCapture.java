package io.hv.kvm.backend;

import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.backend.HostPaths;
import io.hv.kvm.net.NetworkCapture;
import io.hv.kvm.net.ether.Capture;
import io.hv.kvm.net.ether.SwitchPort;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A capture of a {@link SwitchNetwork}, in a file. */
final class FileCapture implements NetworkCapture {

    private static final int BUFFER = 1 << 18;

    private final SwitchNetwork network;
    private final HostPath file;
    private final boolean all;
    private final Capture capture;
    private final List<SwitchPort> ports = new ArrayList<>();

    private FileCapture(SwitchNetwork network, HostPath file, boolean all, Capture capture) {
        this.network = network;
        this.file = file;
        this.all = all;
        this.capture = capture;
    }

    /**
     * Begins one, of no port yet.
     *
     * @param file of this machine
     * @param all whether it is to be of all ports, and so sees each frame once, where it is sent
     */
    static FileCapture begin(SwitchNetwork network, HostPath file, boolean all) {
        Path local = HostPaths.local(file);
        try {
            BufferedOutputStream out = new BufferedOutputStream(Files.newOutputStream(local), BUFFER);
            return new FileCapture(network, file, all, new Capture(out, !all, Clock.systemUTC()));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static HostFailureException failed(HostPath file, IOException e) {
        return new HostFailureException(
                "the capture in " + file + " cannot be written: " + e.getMessage(),
                "see whether the folder is there, may be written to and has room",
                "write",
                0,
                e);
    }

    boolean isOfAll() {
        return all;
    }

    synchronized void add(SwitchPort port) {
        ports.add(port);
        port.add(capture);
    }

    @Override
    public HostPath file() {
        return file;
    }

    @Override
    public void flush() {
        try {
            capture.flush();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void close() {
        network.forget(this);
        synchronized (this) {
            ports.forEach(port -> port.remove(capture));
            ports.clear();
        }
        try {
            capture.close();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }
}
