package io.hv.xml.domain;

import io.hv.xml.value.CpuSet;

/** Shares and places of the host's processors. Periods and quotas are in microseconds. Not thread-safe. */
public final class CpuTuneElement extends Element {

    CpuTuneElement(Place here) {
        super(here);
    }

    /** Its weight beside other domains. */
    public NumberValue shares() {
        return here.child("shares").onlyNumberText(Numbers.decimal(0, Numbers.UINT));
    }

    /** {@code <global_period>}, 1000 to 1,000,000. */
    public NumberValue globalPeriod() {
        return here.child("global_period").onlyNumberText(Numbers.decimal(1000, 1_000_000));
    }

    /** {@code <global_quota>}, -1 to 17,592,186,044,415. */
    public NumberValue globalQuota() {
        return here.child("global_quota").onlyNumberText(Numbers.decimal(-1, 17_592_186_044_415L));
    }

    /** {@code <period>}, 1000 to 1,000,000. */
    public NumberValue period() {
        return here.child("period").onlyNumberText(Numbers.decimal(1000, 1_000_000));
    }

    /** {@code <quota>}, -1 to 17,592,186,044,415. */
    public NumberValue quota() {
        return here.child("quota").onlyNumberText(Numbers.decimal(-1, 17_592_186_044_415L));
    }

    /** {@code <emulator_period>}, 1000 to 1,000,000. */
    public NumberValue emulatorPeriod() {
        return here.child("emulator_period").onlyNumberText(Numbers.decimal(1000, 1_000_000));
    }

    /** {@code <emulator_quota>}, -1 to 17,592,186,044,415. */
    public NumberValue emulatorQuota() {
        return here.child("emulator_quota").onlyNumberText(Numbers.decimal(-1, 17_592_186_044_415L));
    }

    /** {@code <iothread_period>}, 1000 to 1,000,000. */
    public NumberValue iothreadPeriod() {
        return here.child("iothread_period").onlyNumberText(Numbers.decimal(1000, 1_000_000));
    }

    /** {@code <iothread_quota>}, -1 to 17,592,186,044,415. */
    public NumberValue iothreadQuota() {
        return here.child("iothread_quota").onlyNumberText(Numbers.decimal(-1, 17_592_186_044_415L));
    }

    /** On which processors of the host virtual ones run, one element each. */
    public Elements<VcpuPin> vcpuPins() {
        return here.all("vcpupin", VcpuPin::new);
    }

    /** On which processors of the host the hypervisor's other threads run. */
    public TextValue<CpuSet> emulatorPin() {
        return here.child("emulatorpin").only("cpuset", Form.CPUS);
    }

    /** All {@code <iothreadpin>}, in their order. */
    public Elements<IothreadPin> iothreadPins() {
        return here.all("iothreadpin", IothreadPin::new);
    }

    /** All {@code <vcpusched>}, in their order. */
    public Elements<VcpuScheduler> vcpuSchedulers() {
        return here.all("vcpusched", VcpuScheduler::new);
    }

    /** All {@code <iothreadsched>}, in their order. */
    public Elements<IothreadScheduler> iothreadSchedulers() {
        return here.all("iothreadsched", IothreadScheduler::new);
    }

    /** How the host schedules the hypervisor's other threads. */
    public EmulatorScheduler emulatorScheduler() {
        return new EmulatorScheduler(here.child("emulatorsched"));
    }

    /** All {@code <cachetune>}, in their order. */
    public Elements<CacheTuneElement> cacheTunes() {
        return here.all("cachetune", CacheTuneElement::new);
    }

    /** All {@code <memorytune>}, in their order. */
    public Elements<MemoryBandwidthElement> memoryBandwidths() {
        return here.all("memorytune", MemoryBandwidthElement::new);
    }

    /** Where a virtual processor runs. */
    public static final class VcpuPin extends Element {

        VcpuPin(Place here) {
            super(here);
        }

        /** {@code vcpu}, 0 to 65,535. */
        public NumberValue vcpu() {
            return here.number("vcpu", Numbers.decimal(0, 65_535));
        }

        /** {@code cpuset}, a set of numbers. */
        public TextValue<CpuSet> cpuset() {
            return here.attribute("cpuset", Form.CPUS);
        }
    }
    /** Where an I/O thread runs. */
    public static final class IothreadPin extends Element {

        IothreadPin(Place here) {
            super(here);
        }

        /** {@code iothread}, 0 to 4,294,967,295. */
        public NumberValue iothread() {
            return here.number("iothread", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code cpuset}, a set of numbers. */
        public TextValue<CpuSet> cpuset() {
            return here.attribute("cpuset", Form.CPUS);
        }
    }
    /** How the host schedules virtual processors. */
    public static final class VcpuScheduler extends Element {

        VcpuScheduler(Place here) {
            super(here);
        }

        /** {@code vcpus}, a set of numbers. */
        public TextValue<CpuSet> vcpus() {
            return here.attribute("vcpus", Form.CPUS);
        }

        /** {@code scheduler}, a {@link Scheduler}. */
        public TextValue<Scheduler> scheduler() {
            return here.attribute("scheduler", Form.words(Scheduler.class));
        }

        /** {@code priority}, 0 to 65,535. */
        public NumberValue priority() {
            return here.number("priority", Numbers.decimal(0, 65_535));
        }
    }
    /** How the host schedules I/O threads. */
    public static final class IothreadScheduler extends Element {

        IothreadScheduler(Place here) {
            super(here);
        }

        /** {@code iothreads}, a set of numbers. */
        public TextValue<CpuSet> iothreads() {
            return here.attribute("iothreads", Form.CPUS);
        }

        /** {@code scheduler}, a {@link Scheduler}. */
        public TextValue<Scheduler> scheduler() {
            return here.attribute("scheduler", Form.words(Scheduler.class));
        }

        /** {@code priority}, 0 to 65,535. */
        public NumberValue priority() {
            return here.number("priority", Numbers.decimal(0, 65_535));
        }
    }
    /** How the host schedules the hypervisor's other threads. */
    public static final class EmulatorScheduler extends Element {

        EmulatorScheduler(Place here) {
            super(here);
        }

        /** {@code scheduler}, a {@link Scheduler}. */
        public TextValue<Scheduler> scheduler() {
            return here.attribute("scheduler", Form.words(Scheduler.class));
        }

        /** {@code priority}, 0 to 65,535. */
        public NumberValue priority() {
            return here.number("priority", Numbers.decimal(0, 65_535));
        }
    }
}
