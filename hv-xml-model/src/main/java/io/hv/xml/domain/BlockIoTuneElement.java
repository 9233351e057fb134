package io.hv.xml.domain;

import io.hv.HostPath;

/** Shares of the host's block I/O. Not thread-safe. */
public final class BlockIoTuneElement extends Element {

    BlockIoTuneElement(Place here) {
        super(here);
    }

    /** {@code <weight>}, 100 to 1000. */
    public NumberValue weight() {
        return here.child("weight").onlyNumberText(Numbers.decimal(100, 1000));
    }

    /** By device of the host, one element each. */
    public Elements<Device> devices() {
        return here.all("device", Device::new);
    }

    /** The share of one device of the host. */
    public static final class Device extends Element {

        Device(Place here) {
            super(here);
        }

        /** {@code <path>}, a path on the host. */
        public TextValue<HostPath> path() {
            return here.child("path").onlyText(Form.PATH);
        }

        /** {@code <weight>}, 100 to 1000. */
        public NumberValue weight() {
            return here.child("weight").onlyNumberText(Numbers.decimal(100, 1000));
        }

        /** {@code <read_iops_sec>}, 0 to 4,294,967,295. */
        public NumberValue readIopsSec() {
            return here.child("read_iops_sec").onlyNumberText(Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code <write_iops_sec>}, 0 to 4,294,967,295. */
        public NumberValue writeIopsSec() {
            return here.child("write_iops_sec").onlyNumberText(Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code <read_bytes_sec>}, 0 or more. */
        public NumberValue readBytesSec() {
            return here.child("read_bytes_sec").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
        }

        /** {@code <write_bytes_sec>}, 0 or more. */
        public NumberValue writeBytesSec() {
            return here.child("write_bytes_sec").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
        }
    }
}
