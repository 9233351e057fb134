/** VirtualBox's images. Internal. */
@NullMarked
package io.hv.image.vdi;

import org.jspecify.annotations.NullMarked;
