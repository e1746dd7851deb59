// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/localpeer.h"

#include <QFile>

#include <algorithm>
#include <grp.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace parlance::admin {

using namespace Qt::StringLiterals;

namespace {

struct Credentials
{
    uid_t uid;
    gid_t gid;
};

std::optional<Credentials> credentialsOf(int descriptor)
{
#ifdef SO_PEERCRED
    struct ucred found = {};
    socklen_t size = sizeof found;
    if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &found, &size) != 0)
        return std::nullopt;
    return Credentials{found.uid, found.gid};
#else
    Credentials found = {};
    if (::getpeereid(descriptor, &found.uid, &found.gid) != 0)
        return std::nullopt;
    return found;
#endif
}

// Asks the kernel where it knows: a look-up of the account may wait for a network.
std::vector<gid_t> groupsOf([[maybe_unused]] int descriptor,
                            [[maybe_unused]] const struct passwd *account)
{
    std::vector<gid_t> groups(64);
#ifdef SO_PEERGROUPS
    auto size = socklen_t(groups.size() * sizeof(gid_t));
    if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &size) != 0) {
        // ERANGE: `size` is what is needed.
        groups.resize(size / sizeof(gid_t));
        if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &size) != 0)
            return {};
    }
    groups.resize(size / sizeof(gid_t));
#else
    int count = int(groups.size());
    if (!account || ::getgrouplist(account->pw_name, account->pw_gid, groups.data(), &count) < 0)
        return {};
    groups.resize(size_t(count));
#endif
    return groups;
}

} // namespace

QString LocalPeer::name() const
{
    return u"local:%1(%2)"_s.arg(user).arg(uid);
}

Result<LocalPeer> findLocalPeer(qintptr descriptor, const QString &path)
{
    const auto credentials = credentialsOf(int(descriptor));
    struct stat file = {};
    if (!credentials || ::stat(QFile::encodeName(path).constData(), &file) != 0)
        return Error::of(ErrorCode::Internal, u"The peer's credentials cannot be read"_s);
    // A name may come from a network.
    if (credentials->uid == 0)
        return LocalPeer{0, u"root"_s};
    const struct passwd *account = ::getpwuid(credentials->uid);
    const auto isInGroup = [&](gid_t group) {
        const auto groups = groupsOf(int(descriptor), account);
        return credentials->gid == group ||
               std::find(groups.begin(), groups.end(), group) != groups.end();
    };
    const bool isShared = (file.st_mode & S_IWGRP) != 0;
    const bool isTrusted = credentials->uid == ::geteuid() || (isShared && isInGroup(file.st_gid));
    if (!isTrusted)
        return Error::of(ErrorCode::Forbidden, u"This user may not use the socket"_s);
    return LocalPeer{credentials->uid, account ? QString::fromLocal8Bit(account->pw_name)
                                               : QString::number(credentials->uid)};
}

} // namespace parlance::admin
