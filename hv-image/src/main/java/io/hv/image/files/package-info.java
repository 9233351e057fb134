/**
 * Files inside of disk images, read without a machine: {@link io.hv.image.files.GuestFiles} reads ext2, ext3 and ext4 on
 * partitions, and {@link io.hv.image.files.KernelFinder} finds the kernel that a disk would boot. Images are hostile input: every
 * number is bounded, and what is wrong is an {@link io.hv.image.ImageException} whose offset is one of the disk.
 */
@NullMarked
package io.hv.image.files;

import org.jspecify.annotations.NullMarked;
