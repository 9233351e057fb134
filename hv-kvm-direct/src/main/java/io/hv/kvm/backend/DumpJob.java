package io.hv.kvm.backend;

import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.backend.Hold;
import io.hv.backend.Work;
import io.hv.kvm.bus.StillBusyException;
import io.hv.kvm.dump.CoreDump;
import io.hv.kvm.dump.CpuDump;
import io.hv.kvm.machine.VirtualMachine;
import io.hv.kvm.memory.Region;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A dump under way. It looks at the machine for a chunk at a time, so that whoever ends the machine meanwhile waits for no
 * more than that.
 */
final class DumpJob {

    private final String name;
    private final VirtualMachine machine;
    private final Path file;
    private final Work.Progress progress;
    private int percent = -1;

    private DumpJob(String name, VirtualMachine machine, Path file, Work.Progress progress) {
        this.name = name;
        this.machine = machine;
        this.file = file;
        this.progress = progress;
    }

    static Job<Path> start(String name, VirtualMachine machine, Path file, Executor workers, Supplier<Hold> hold) {
        return Work.start(
                "dump of '" + name + "'", workers, progress -> new DumpJob(name, machine, file, progress).run(hold));
    }

    private Path run(Supplier<Hold> hold) {
        try {
            try (Hold held = hold.get()) {
                write();
            }
            return file;
        } catch (HypervisorException e) {
            throw e;
        } catch (NativeException e) {
            throw HostErrors.failure("the dump of '" + name + "'", e);
        } catch (StillBusyException e) {
            throw HostErrors.failure("the dump of '" + name + "'", e);
        } catch (IOException e) {
            throw new HostFailureException(
                    "the dump of '" + name + "' cannot be written to " + file + ": " + e,
                    "see that the folder is there, may be written, and has room",
                    "write " + file,
                    0,
                    e);
        } catch (IllegalStateException e) {
            throw new InvalidStateException(
                    "the dump of '" + name + "' was overtaken by its end: " + e.getMessage(), "start it again", e);
        } catch (RuntimeException | Error e) {
            throw new HostFailureException(
                    "the dump of '" + name + "' failed: " + e, "this is an error of hv itself", "dump", 0, e);
        }
    }

    private void write() throws IOException {
        progress.stage("writing");
        List<CpuDump> cpus = machine.inspect(standing -> standing.vcpus().stream()
                .map(vcpu -> vcpu.call(each -> new CpuDump(each.id(), each.regs(), each.sregs())))
                .toList());
        CoreDump.write(file, new Ram(), cpus, this::progress);
    }

    private void progress(double fraction) {
        progress.check();
        int now = (int) (fraction * 100);
        if (now != percent) {
            percent = now;
            progress.done(fraction);
        }
    }

    private final class Ram implements CoreDump.Ram {

        @Override
        public List<Region> regions() {
            return machine.memory().regions();
        }

        @Override
        public long nextData(Region region, long address) {
            return machine.inspect(standing -> standing.memory().nextData(region, address));
        }

        @Override
        public void read(long address, byte[] into, int length) {
            boolean unused = machine.inspect(standing -> {
                standing.memory().read(address, into, 0, length);
                return true;
            });
        }
    }
}
