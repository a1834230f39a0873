// Trello sends the token behind the #, which no server gets to see. From there it goes into the form, and no further.
const form = document.getElementById('returned')
const said = new URLSearchParams(location.hash.slice(1))
history.replaceState(null, '', location.pathname)
if (said.get('token')) {
  form.elements.token.value = said.get('token')
  form.submit()
} else {
  document.getElementById('linking').hidden = true
  document.getElementById('refused').hidden = false
}
