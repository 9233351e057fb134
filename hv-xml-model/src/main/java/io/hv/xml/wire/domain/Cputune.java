// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Mingled;
import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <cputune>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "cputune")
public final class Cputune extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Cputune.Shares.class),
        @XmlElementRef(type = Cputune.GlobalPeriod.class),
        @XmlElementRef(type = Cputune.GlobalQuota.class),
        @XmlElementRef(type = Cputune.Period.class),
        @XmlElementRef(type = Cputune.Quota.class),
        @XmlElementRef(type = Cputune.EmulatorPeriod.class),
        @XmlElementRef(type = Cputune.EmulatorQuota.class),
        @XmlElementRef(type = Cputune.IothreadPeriod.class),
        @XmlElementRef(type = Cputune.IothreadQuota.class),
        @XmlElementRef(type = Cputune.Vcpupin.class),
        @XmlElementRef(type = Cputune.Emulatorpin.class),
        @XmlElementRef(type = Cputune.Iothreadpin.class),
        @XmlElementRef(type = Cputune.Vcpusched.class),
        @XmlElementRef(type = Cputune.Iothreadsched.class),
        @XmlElementRef(type = Cputune.Emulatorsched.class),
        @XmlElementRef(type = Cputune.Cachetune.class),
        @XmlElementRef(type = Cputune.Memorytune.class),
        @XmlElementRef(type = Unknown.class),
    })
    private @Nullable List<Object> content;

    @Override
    protected @Nullable List<Object> content() {
        return content;
    }

    @Override
    protected void content(List<Object> content) {
        this.content = content;
    }

    /** {@code <shares>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "shares")
    public static final class Shares extends WireLeaf {
    }

    /** {@code <global_period>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "global_period")
    public static final class GlobalPeriod extends WireLeaf {
    }

    /** {@code <global_quota>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "global_quota")
    public static final class GlobalQuota extends WireLeaf {
    }

    /** {@code <period>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "period")
    public static final class Period extends WireLeaf {
    }

    /** {@code <quota>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "quota")
    public static final class Quota extends WireLeaf {
    }

    /** {@code <emulator_period>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "emulator_period")
    public static final class EmulatorPeriod extends WireLeaf {
    }

    /** {@code <emulator_quota>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "emulator_quota")
    public static final class EmulatorQuota extends WireLeaf {
    }

    /** {@code <iothread_period>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "iothread_period")
    public static final class IothreadPeriod extends WireLeaf {
    }

    /** {@code <iothread_quota>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "iothread_quota")
    public static final class IothreadQuota extends WireLeaf {
    }

    /** {@code <vcpupin>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "vcpupin")
    public static final class Vcpupin extends WireLeaf {

        @XmlAttribute(name = "vcpu")
        public @Nullable String vcpu;

        @XmlAttribute(name = "cpuset")
        public @Nullable String cpuset;
    }

    /** {@code <emulatorpin>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "emulatorpin")
    public static final class Emulatorpin extends WireLeaf {

        @XmlAttribute(name = "cpuset")
        public @Nullable String cpuset;
    }

    /** {@code <iothreadpin>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "iothreadpin")
    public static final class Iothreadpin extends WireLeaf {

        @XmlAttribute(name = "iothread")
        public @Nullable String iothread;

        @XmlAttribute(name = "cpuset")
        public @Nullable String cpuset;
    }

    /** {@code <vcpusched>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "vcpusched")
    public static final class Vcpusched extends WireLeaf {

        @XmlAttribute(name = "vcpus")
        public @Nullable String vcpus;

        @XmlAttribute(name = "scheduler")
        public @Nullable String scheduler;

        @XmlAttribute(name = "priority")
        public @Nullable String priority;
    }

    /** {@code <iothreadsched>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "iothreadsched")
    public static final class Iothreadsched extends WireLeaf {

        @XmlAttribute(name = "iothreads")
        public @Nullable String iothreads;

        @XmlAttribute(name = "scheduler")
        public @Nullable String scheduler;

        @XmlAttribute(name = "priority")
        public @Nullable String priority;
    }

    /** {@code <emulatorsched>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "emulatorsched")
    public static final class Emulatorsched extends WireLeaf {

        @XmlAttribute(name = "scheduler")
        public @Nullable String scheduler;

        @XmlAttribute(name = "priority")
        public @Nullable String priority;
    }

    /** {@code <cachetune>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "cachetune")
    @Mingled({
        Cputune.Cachetune.Cache.class,
        Cputune.Cachetune.Monitor.class,
    })
    public static final class Cachetune extends WireElement {

        @XmlAttribute(name = "vcpus")
        public @Nullable String vcpus;

        @XmlAttribute(name = "id")
        public @Nullable String id;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Cputune.Cachetune.Cache.class),
            @XmlElementRef(type = Cputune.Cachetune.Monitor.class),
            @XmlElementRef(type = Unknown.class),
        })
        private @Nullable List<Object> content;

        @Override
        protected @Nullable List<Object> content() {
            return content;
        }

        @Override
        protected void content(List<Object> content) {
            this.content = content;
        }

        /** {@code <cache>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "cache")
        public static final class Cache extends WireLeaf {

            @XmlAttribute(name = "id")
            public @Nullable String id;

            @XmlAttribute(name = "level")
            public @Nullable String level;

            @XmlAttribute(name = "type")
            public @Nullable String type;

            @XmlAttribute(name = "size")
            public @Nullable String size;

            @XmlAttribute(name = "unit")
            public @Nullable String unit;
        }

        /** {@code <monitor>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "monitor")
        public static final class Monitor extends WireLeaf {

            @XmlAttribute(name = "level")
            public @Nullable String level;

            @XmlAttribute(name = "vcpus")
            public @Nullable String vcpus;
        }
    }

    /** {@code <memorytune>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "memorytune")
    @Mingled({
        Cputune.Memorytune.Node.class,
        Cputune.Memorytune.Monitor.class,
    })
    public static final class Memorytune extends WireElement {

        @XmlAttribute(name = "vcpus")
        public @Nullable String vcpus;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Cputune.Memorytune.Node.class),
            @XmlElementRef(type = Cputune.Memorytune.Monitor.class),
            @XmlElementRef(type = Unknown.class),
        })
        private @Nullable List<Object> content;

        @Override
        protected @Nullable List<Object> content() {
            return content;
        }

        @Override
        protected void content(List<Object> content) {
            this.content = content;
        }

        /** {@code <node>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "node")
        public static final class Node extends WireLeaf {

            @XmlAttribute(name = "id")
            public @Nullable String id;

            @XmlAttribute(name = "bandwidth")
            public @Nullable String bandwidth;
        }

        /** {@code <monitor>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "monitor")
        public static final class Monitor extends WireLeaf {

            @XmlAttribute(name = "vcpus")
            public @Nullable String vcpus;
        }
    }
}
