// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

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

/** {@code <controller>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "controller")
public final class Controller extends WireElement {

    @XmlAttribute(name = "index")
    public @Nullable String index;

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "model")
    public @Nullable String model;

    @XmlAttribute(name = "ports")
    public @Nullable String ports;

    @XmlAttribute(name = "vectors")
    public @Nullable String vectors;

    @XmlAttribute(name = "maxGrantFrames")
    public @Nullable String maxGrantFrames;

    @XmlAttribute(name = "maxEventChannels")
    public @Nullable String maxEventChannels;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Alias.class),
        @XmlElementRef(type = Acpi.class),
        @XmlElementRef(type = Address.class),
        @XmlElementRef(type = Master.class),
        @XmlElementRef(type = Controller.Model.class),
        @XmlElementRef(type = Controller.Target.class),
        @XmlElementRef(type = Controller.Pcihole64.class),
        @XmlElementRef(type = Controller.Driver.class),
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

    /** {@code <model>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "model")
    public static final class Model extends WireLeaf {

        @XmlAttribute(name = "name")
        public @Nullable String name;
    }

    /** {@code <target>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "target")
    public static final class Target extends WireElement {

        @XmlAttribute(name = "chassisNr")
        public @Nullable String chassisNr;

        @XmlAttribute(name = "chassis")
        public @Nullable String chassis;

        @XmlAttribute(name = "port")
        public @Nullable String port;

        @XmlAttribute(name = "busNr")
        public @Nullable String busNr;

        @XmlAttribute(name = "index")
        public @Nullable String index;

        @XmlAttribute(name = "hotplug")
        public @Nullable String hotplug;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Controller.Target.Node.class),
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
        }
    }

    /** {@code <pcihole64>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "pcihole64")
    public static final class Pcihole64 extends WireLeaf {

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }

    /** {@code <driver>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "driver")
    public static final class Driver extends WireLeaf {

        @XmlAttribute(name = "queues")
        public @Nullable String queues;

        @XmlAttribute(name = "cmd_per_lun")
        public @Nullable String cmdPerLun;

        @XmlAttribute(name = "max_sectors")
        public @Nullable String maxSectors;

        @XmlAttribute(name = "ioeventfd")
        public @Nullable String ioeventfd;

        @XmlAttribute(name = "iothread")
        public @Nullable String iothread;

        @XmlAttribute(name = "iommu")
        public @Nullable String iommu;

        @XmlAttribute(name = "ats")
        public @Nullable String ats;

        @XmlAttribute(name = "packed")
        public @Nullable String packed;

        @XmlAttribute(name = "page_per_vq")
        public @Nullable String pagePerVq;
    }
}
