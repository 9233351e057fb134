package io.hv.kvm.backend;

import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.backend.DefaultJob;
import io.hv.backend.Hold;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A dump under way. It looks at the machine for a chunk at a time, so that whoever ends the machine meanwhile waits for no
 * more than that.
 */
final class DumpJob {

    private final String name;
    private final VirtualMachine machine;
    private final Path file;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final DefaultJob<Path> job;
    private int percent = -1;

    private DumpJob(String name, VirtualMachine machine, Path file, Executor workers) {
        this.name = name;
        this.machine = machine;
        this.file = file;
        this.job = new DefaultJob<>("dump of '" + name + "'", workers, each -> cancelled.set(true));
    }

    static Job<Path> start(String name, VirtualMachine machine, Path file, Executor workers, Supplier<Hold> hold) {
        DumpJob work = new DumpJob(name, machine, file, workers);
        workers.execute(() -> work.run(hold));
        return work.job;
    }

    /** Somebody has cancelled it. */
    private static final class CancelledException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CancelledException() {
            super(null, null, false, false);
        }
    }

    private void run(Supplier<Hold> hold) {
        try {
            try (Hold held = hold.get()) {
                write();
            }
            job.complete(file);
        } catch (CancelledException e) {
            job.cancelled();
        } catch (HypervisorException e) {
            job.fail(e);
        } catch (NativeException e) {
            job.fail(HostErrors.failure("the dump of '" + name + "'", e));
        } catch (StillBusyException e) {
            job.fail(HostErrors.failure("the dump of '" + name + "'", e));
        } catch (IOException e) {
            job.fail(new HostFailureException(
                    "the dump of '" + name + "' cannot be written to " + file + ": " + e,
                    "see that the folder is there, may be written, and has room",
                    "write " + file,
                    0,
                    e));
        } catch (IllegalStateException e) {
            job.fail(new InvalidStateException(
                    "the dump of '" + name + "' was overtaken by its end: " + e.getMessage(), "start it again", e));
        } catch (RuntimeException | Error e) {
            job.fail(new HostFailureException(
                    "the dump of '" + name + "' failed: " + e, "this is an error of hv itself", "dump", 0, e));
        }
    }

    private void write() throws IOException {
        job.stage("writing");
        List<CpuDump> cpus = machine.inspect(standing -> standing.vcpus().stream()
                .map(vcpu -> vcpu.call(each -> new CpuDump(each.id(), each.regs(), each.sregs())))
                .toList());
        CoreDump.write(file, new Ram(), cpus, this::progress);
    }

    private void progress(double fraction) {
        if (cancelled.get()) {
            throw new CancelledException();
        }
        int now = (int) (fraction * 100);
        if (now != percent) {
            percent = now;
            job.progress(fraction);
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
