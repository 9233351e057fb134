/** Folders of this host that guests use, by system calls that take one name at a time and never leave the folder. */
@NullMarked
package io.hv.kvm.share;

import org.jspecify.annotations.NullMarked;
