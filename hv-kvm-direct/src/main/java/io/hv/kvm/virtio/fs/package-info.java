/** The file system device (virtio 1.2, 5.11): a server of FUSE, protocol 7.31, for a folder that somebody else has. */
@NullMarked
package io.hv.kvm.virtio.fs;

import org.jspecify.annotations.NullMarked;
