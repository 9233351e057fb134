/** Where disks have their bytes: files of this host, by system calls that read and write guest memory directly. */
@NullMarked
package io.hv.kvm.storage;

import org.jspecify.annotations.NullMarked;
