using System.Text;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Ext;

/// <summary>
/// An ext2, ext3 or ext4 file system, read only and without replaying its journal. Nothing in it is trusted: every number is checked before it is
/// followed, walks are bounded, and damage gives a <see cref="DiskImageException"/>.
/// </summary>
internal sealed class ExtFileSystem
{
    private const uint RootInode = 2;
    private const int MaxLinks = 40;
    private const int MaxLinkLength = 4096;

    /// <summary>Bytes of folders that one path may lead through: links can make a path very long.</summary>
    private const long MaxFolderBytes = 4L * ExtDirectory.MaxBytes;
    private readonly ExtBlocks _blocks;
    private readonly ExtInodeTable _inodes;

    private ExtFileSystem(ExtSuperblock superblock, ExtBlocks blocks)
    {
        Superblock = superblock;
        _blocks = blocks;
        _inodes = new ExtInodeTable(superblock, blocks);
    }

    public ExtSuperblock Superblock { get; }

    /// <summary>Opens the file system that begins at an offset of a disk and has at most <paramref name="length"/> bytes.</summary>
    /// <exception cref="DiskImageException">There is none, it is damaged, or it has features that are not known here.</exception>
    public static async ValueTask<ExtFileSystem> OpenAsync(ImageSource disk, long offset, long length, CancellationToken cancellationToken)
    {
        var bytes = new byte[ExtSuperblock.Size];
        var read = await disk.ReadAsync(offset + ExtSuperblock.Offset, bytes, cancellationToken).ConfigureAwait(false);
        var superblock = ExtSuperblock.Read(bytes.AsSpan(0, read), Math.Min(length, disk.Length - offset));
        return new ExtFileSystem(superblock, new ExtBlocks(disk, offset, superblock.BlockSize, superblock.BlockCount));
    }

    /// <summary>Finds what a path leads to, links followed; null where there is nothing.</summary>
    /// <param name="path">From the root, with slashes.</param>
    /// <param name="cancellationToken">Ends the walk early.</param>
    public async ValueTask<ExtFile?> FindAsync(string path, CancellationToken cancellationToken) =>
        await ResolveAsync(path, cancellationToken).ConfigureAwait(false) is { } inode ? new ExtFile(inode, _blocks) : null;

    /// <summary>The names in a folder, without itself and the one above; null where the path leads to no folder.</summary>
    /// <param name="path">From the root, with slashes.</param>
    /// <param name="cancellationToken">Ends the walk early.</param>
    public async ValueTask<IReadOnlyList<string>?> ListAsync(string path, CancellationToken cancellationToken)
    {
        if (await ResolveAsync(path, cancellationToken).ConfigureAwait(false) is not { Kind: ExtFileKind.Directory } folder)
        {
            return null;
        }

        var entries = await ExtDirectory.ReadAsync(folder, _blocks, cancellationToken).ConfigureAwait(false);
        return [.. entries.Select(entry => entry.Name).Where(name => name is not ("." or ".."))];
    }

    internal static DiskImageException Damaged(string how) =>
        new(DiskImageError.Corrupt, $"The ext file system is damaged: {how}. Check it with e2fsck on the server that the image comes from, and export it again.");

    private async ValueTask<ExtInode?> ResolveAsync(string path, CancellationToken cancellationToken)
    {
        var folders = new Stack<ExtInode>();
        folders.Push(await _inodes.ReadAsync(RootInode, cancellationToken).ConfigureAwait(false));
        var names = new Stack<string>(Split(path));
        var links = 0;
        var folderBytes = 0L;
        while (names.TryPop(out var name))
        {
            if (name == "..")
            {
                _ = folders.Count > 1 && folders.TryPop(out _);
                continue;
            }

            var folder = folders.Peek();
            folderBytes += folder.Length;
            if (folder.Kind == ExtFileKind.Directory && folderBytes > MaxFolderBytes)
            {
                throw new DiskImageException(DiskImageError.LimitExceeded,
                    "A path of the ext file system leads through more folders, or larger ones, than are read. Look into the image by other means.");
            }

            if (folder.Kind != ExtFileKind.Directory || await FindEntryAsync(folder, name, cancellationToken).ConfigureAwait(false) is not { } number)
            {
                return null;
            }

            var inode = await _inodes.ReadAsync(number, cancellationToken).ConfigureAwait(false);
            if (inode.Kind != ExtFileKind.SymbolicLink)
            {
                folders.Push(inode);
                continue;
            }

            if (++links > MaxLinks)
            {
                throw Damaged($"more than {MaxLinks} symbolic links lead on from one another");
            }

            var target = Encoding.UTF8.GetString(await new ExtFile(inode, _blocks).ReadAllAsync(MaxLinkLength, cancellationToken).ConfigureAwait(false));
            while (target.StartsWith('/') && folders.Count > 1)
            {
                folders.Pop();
            }

            foreach (var part in Split(target))
            {
                names.Push(part);
            }
        }

        return folders.Peek();
    }

    private async ValueTask<uint?> FindEntryAsync(ExtInode folder, string name, CancellationToken cancellationToken)
    {
        foreach (var entry in await ExtDirectory.ReadAsync(folder, _blocks, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Name == name)
            {
                return entry.Inode;
            }
        }

        return null;
    }

    // Last name first, as a stack takes them.
    private static IEnumerable<string> Split(string path) => path.Split('/').Where(part => part.Length > 0 && part != ".").Reverse();
}
