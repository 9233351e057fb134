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

/** {@code <sysinfo>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "sysinfo")
public final class Sysinfo extends WireElement {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Sysinfo.Bios.class),
        @XmlElementRef(type = Sysinfo.System.class),
        @XmlElementRef(type = Sysinfo.BaseBoard.class),
        @XmlElementRef(type = Sysinfo.Chassis.class),
        @XmlElementRef(type = Sysinfo.OemStrings.class),
        @XmlElementRef(type = Sysinfo.Entry.class),
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

    /** {@code <bios>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "bios")
    public static final class Bios extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Sysinfo.Bios.Entry.class),
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

        /** {@code <entry>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "entry")
        public static final class Entry extends WireLeaf {

            @XmlAttribute(name = "name")
            public @Nullable String name;
        }
    }

    /** {@code <system>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "system")
    public static final class System extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Sysinfo.System.Entry.class),
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

        /** {@code <entry>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "entry")
        public static final class Entry extends WireLeaf {

            @XmlAttribute(name = "name")
            public @Nullable String name;
        }
    }

    /** {@code <baseBoard>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "baseBoard")
    public static final class BaseBoard extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Sysinfo.BaseBoard.Entry.class),
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

        /** {@code <entry>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "entry")
        public static final class Entry extends WireLeaf {

            @XmlAttribute(name = "name")
            public @Nullable String name;
        }
    }

    /** {@code <chassis>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "chassis")
    public static final class Chassis extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Sysinfo.Chassis.Entry.class),
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

        /** {@code <entry>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "entry")
        public static final class Entry extends WireLeaf {

            @XmlAttribute(name = "name")
            public @Nullable String name;
        }
    }

    /** {@code <oemStrings>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "oemStrings")
    public static final class OemStrings extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Sysinfo.OemStrings.Entry.class),
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

        /** {@code <entry>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "entry")
        public static final class Entry extends WireLeaf {
        }
    }

    /** {@code <entry>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "entry")
    public static final class Entry extends WireLeaf {

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "file")
        public @Nullable String file;
    }
}
