package io.hv.xml.domain;

/** Limits of a disk's I/O, a second or at once. 0 is no limit. Not thread-safe. */
public final class IoTuneElement extends Element {

    IoTuneElement(Place here) {
        super(here);
    }

    /** {@code <total_bytes_sec>}, 0 or more. */
    public NumberValue totalBytesSec() {
        return here.child("total_bytes_sec").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <read_bytes_sec>}, 0 or more. */
    public NumberValue readBytesSec() {
        return here.child("read_bytes_sec").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <write_bytes_sec>}, 0 or more. */
    public NumberValue writeBytesSec() {
        return here.child("write_bytes_sec").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <total_iops_sec>}, 0 or more. */
    public NumberValue totalIopsSec() {
        return here.child("total_iops_sec").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <read_iops_sec>}, 0 or more. */
    public NumberValue readIopsSec() {
        return here.child("read_iops_sec").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <write_iops_sec>}, 0 or more. */
    public NumberValue writeIopsSec() {
        return here.child("write_iops_sec").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <total_bytes_sec_max>}, 0 or more. */
    public NumberValue totalBytesSecMax() {
        return here.child("total_bytes_sec_max").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <read_bytes_sec_max>}, 0 or more. */
    public NumberValue readBytesSecMax() {
        return here.child("read_bytes_sec_max").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <write_bytes_sec_max>}, 0 or more. */
    public NumberValue writeBytesSecMax() {
        return here.child("write_bytes_sec_max").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <total_iops_sec_max>}, 0 or more. */
    public NumberValue totalIopsSecMax() {
        return here.child("total_iops_sec_max").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <read_iops_sec_max>}, 0 or more. */
    public NumberValue readIopsSecMax() {
        return here.child("read_iops_sec_max").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <write_iops_sec_max>}, 0 or more. */
    public NumberValue writeIopsSecMax() {
        return here.child("write_iops_sec_max").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <size_iops_sec>}, 0 or more. */
    public NumberValue sizeIopsSec() {
        return here.child("size_iops_sec").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <group_name>}. */
    public TextValue<String> groupName() {
        return here.child("group_name").onlyText(Form.TEXT);
    }

    /** {@code <total_bytes_sec_max_length>}, 0 or more. */
    public NumberValue totalBytesSecMaxLength() {
        return here.child("total_bytes_sec_max_length").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <read_bytes_sec_max_length>}, 0 or more. */
    public NumberValue readBytesSecMaxLength() {
        return here.child("read_bytes_sec_max_length").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <write_bytes_sec_max_length>}, 0 or more. */
    public NumberValue writeBytesSecMaxLength() {
        return here.child("write_bytes_sec_max_length").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <total_iops_sec_max_length>}, 0 or more. */
    public NumberValue totalIopsSecMaxLength() {
        return here.child("total_iops_sec_max_length").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <read_iops_sec_max_length>}, 0 or more. */
    public NumberValue readIopsSecMaxLength() {
        return here.child("read_iops_sec_max_length").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code <write_iops_sec_max_length>}, 0 or more. */
    public NumberValue writeIopsSecMaxLength() {
        return here.child("write_iops_sec_max_length").onlyNumberText(Numbers.decimal(0, Numbers.ANY));
    }
}
