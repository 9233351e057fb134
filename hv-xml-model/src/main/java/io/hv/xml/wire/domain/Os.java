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

/** {@code <os>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "os")
public final class Os extends WireElement {

    @XmlAttribute(name = "firmware")
    public @Nullable String firmware;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Type.class),
        @XmlElementRef(type = Kernel.class),
        @XmlElementRef(type = Initrd.class),
        @XmlElementRef(type = Root.class),
        @XmlElementRef(type = Cmdline.class),
        @XmlElementRef(type = Dtb.class),
        @XmlElementRef(type = Os.Firmware.class),
        @XmlElementRef(type = Os.Loader.class),
        @XmlElementRef(type = Os.Nvram.class),
        @XmlElementRef(type = Boot.class),
        @XmlElementRef(type = Os.Bootmenu.class),
        @XmlElementRef(type = Smbios.class),
        @XmlElementRef(type = Bios.class),
        @XmlElementRef(type = OsAcpi.class),
        @XmlElementRef(type = Os.Init.class),
        @XmlElementRef(type = Os.Initarg.class),
        @XmlElementRef(type = Os.Initenv.class),
        @XmlElementRef(type = Os.Initdir.class),
        @XmlElementRef(type = Os.Inituser.class),
        @XmlElementRef(type = Os.Initgroup.class),
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

    /** {@code <firmware>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "firmware")
    public static final class Firmware extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Os.Firmware.Feature.class),
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

        /** {@code <feature>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "feature")
        public static final class Feature extends WireLeaf {

            @XmlAttribute(name = "enabled")
            public @Nullable String enabled;

            @XmlAttribute(name = "name")
            public @Nullable String name;
        }
    }

    /** {@code <loader>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "loader")
    public static final class Loader extends WireLeaf {

        @XmlAttribute(name = "readonly")
        public @Nullable String readonly;

        @XmlAttribute(name = "secure")
        public @Nullable String secure;

        @XmlAttribute(name = "type")
        public @Nullable String type;

        @XmlAttribute(name = "stateless")
        public @Nullable String stateless;
    }

    /** {@code <nvram>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "nvram")
    public static final class Nvram extends WireElement {

        @XmlAttribute(name = "template")
        public @Nullable String template;

        @XmlAttribute(name = "type")
        public @Nullable String type;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Source.class),
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
    }

    /** {@code <bootmenu>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "bootmenu")
    public static final class Bootmenu extends WireLeaf {

        @XmlAttribute(name = "enable")
        public @Nullable String enable;

        @XmlAttribute(name = "timeout")
        public @Nullable String timeout;
    }

    /** {@code <init>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "init")
    public static final class Init extends WireLeaf {
    }

    /** {@code <initarg>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "initarg")
    public static final class Initarg extends WireLeaf {
    }

    /** {@code <initenv>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "initenv")
    public static final class Initenv extends WireLeaf {

        @XmlAttribute(name = "name")
        public @Nullable String name;
    }

    /** {@code <initdir>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "initdir")
    public static final class Initdir extends WireLeaf {
    }

    /** {@code <inituser>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "inituser")
    public static final class Inituser extends WireLeaf {
    }

    /** {@code <initgroup>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "initgroup")
    public static final class Initgroup extends WireLeaf {
    }
}
